"""Evidence packs: the events of a case or a period with their proofs, as one file that anybody can check alone."""
