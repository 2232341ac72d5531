"""Pages of the desk for what is published beside loads: names, sizes, legal rules, governments, masks."""
