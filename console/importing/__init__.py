"""Files into the company: the register (units, people, tariff) and foreign ledgers of tickets.

Every row gets a verdict, a bad row never stops a file, and all of it goes through the one door.
"""
