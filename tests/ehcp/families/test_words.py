"""What a child told at home, among the views that others wrote down."""

from ehcp.families.words import home_words, with_home_words

SCHOOL = "With pictures, 3 Nov: likes drumming."


def test_what_was_told_at_home_stands_beside_what_school_wrote_and_is_put_anew():
    once = with_home_words(SCHOOL, "Grace Abara", "I want more drumming.")
    assert once == f"{SCHOOL}\n\nTold at home to Grace Abara:\nI want more drumming."
    both = with_home_words(once, "John Abara", "Noise hurts.\n\nVery much.")
    changed = with_home_words(both, "Grace Abara", "I want a drum.")
    assert home_words(changed, "Grace Abara") == "I want a drum."
    assert home_words(changed, "John Abara") == "Noise hurts.\n\nVery much." and changed.startswith(SCHOOL)
    gone = with_home_words(with_home_words(changed, "Grace Abara", " "), "John Abara", "")
    assert (gone, home_words(gone, "Grace Abara")) == (SCHOOL, "")
