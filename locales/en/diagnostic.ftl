# What the course checker says. The key is the code, maybe with a variant; the attribute .help is the help line.

E001 = The file cannot be read: { $reason }.
