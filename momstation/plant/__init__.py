"""The shared nouns of the plant (ISA-95): equipment, materials, persons, work masters, job orders, reasons, shifts."""
