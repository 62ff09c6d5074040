"""The roster page: who stands where by person, post and hour, proposing and deciding, people, one's own duties."""
