"""The board of an exam's day: desk, phone and wall, fed by the stream that the duty desk uses."""
