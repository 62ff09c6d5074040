"""What pages show of the equipment register: its list, one piece's card, and the forms (UNT-09)."""
