"""Files of other tools, read into neutral records: pure functions that know no database."""
