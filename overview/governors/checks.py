"""What governors may want to know of the numbers: what the words in place of a number mean, where numbers come from, what
is checked before a report is issued. Words alone."""

FROM = (
    ("Children with SEN", "Everybody on roll on the day of the figures who is on SEN support or has an EHC plan. A child "
     "who is only being watched is not counted."),
    ("The day", "The last day of the term, or the day on which the draft was made while the term still runs. What is "
     "entered for later days changes nothing."),
    ("Plans reviewed on time", "Plans whose review fell due in the term, and how many of them were closed by that day."),
    ("Annual reviews on time", "EHC plans whose twelve months ended in the term, and for how many the local authority’s "
     "decision came by then."),
    ("Hours and cost", "Sessions as staff recorded them. The cost is that of the adults’ hours and of what was bought; a "
     "session that was not held costs nothing."),
    ("Made progress", "Children whose measure was taken at the start and at the end, or whose target was judged."),
    ("England", "Published by the Department for Education. Its year and source stand in the report."),
    ("What the school writes", "The paragraphs are the SENCo’s. The numbers beside them are not theirs to change."),
)  # fmt: skip
WORDS = (
    ("fewer than 5", "There are from none to four children. Nothing tells which."),
    ("about 25", "The number was 25 in an earlier report. It, or one beside it, has changed a little since, so it is only "
     "told to be within four of 25. Otherwise who knows that one child came could read that child’s need from the change."),
    ("not shown", "Told exactly, this number would give away another by subtraction."),
    ("at least 47", "All but a few: the few are fewer than five, and the exact number would say how many."),
    ("0", "Only of the school’s own work, such as reviews and meetings, and of complaints: that nobody waited says nothing "
     "of a child."),
)  # fmt: skip
CHECKED = (
    ("Every small count", "Counts of children under five are taken out of every table, row and total."),
    ("Every subtraction", "It is worked out how much a reader could learn by taking one number from another, in this report "
     "and in all that were issued before it. Where that is too much, more is taken out."),
    ("Every name", "A report in which a pupil’s first and last name stand together is not issued."),
    ("Every issue", "An issued report never changes. A correction is a new number that says what was corrected, and the "
     "earlier one can still be read."),
)  # fmt: skip
PARTS = (
    ("What the words mean", WORDS),
    ("Where the numbers come from", FROM),
    ("What is checked before you read it", CHECKED),
)
