"""Job orders at this station: started, counted, stopped for a reason, finished."""
