"""Whether the tables are whole: lines, columns, labels, cells, the edition of the form."""
