"""The demonstration: invented schools, people and children, with two years of history built through the actions."""
