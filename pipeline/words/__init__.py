"""What every reading of text stands on: folding, stems, sentences, dates, numerals, and the reader of word tables."""
