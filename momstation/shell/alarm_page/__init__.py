"""Shows whoever leads a shift or maintains machines whether people can answer the alarms, and which to mend first."""
