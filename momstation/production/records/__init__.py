"""Production's tables and the questions that its rules and screens ask of them."""
