"""One revision for each version of the tables: rNNNN brings NNNN-1 to NNNN. None is changed after release."""
