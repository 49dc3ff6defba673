"""The inspection pack: one accessible PDF about SEN in the school, in which no child is named (R-218)."""
