"""The whole life of a programme, as any order of deeds and days may have it."""
