"""The shared nouns of the plant (ISA-95): equipment, materials, persons, masters, orders, reasons, shifts."""
