"""Word lists, registers and gazetteer: data files and one small loader."""
