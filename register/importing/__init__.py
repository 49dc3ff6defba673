"""The pupil-list importer's pure heart: bytes → table → mapping → rows → plan. No database in here.

read_table(bytes) → recognise(headings) or apply_saved → parse_rows → plan_import → as_json.
"""
