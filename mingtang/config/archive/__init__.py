"""Backup and restore: one ZIP with the database, the files and a manifest of their hashes.

``layout`` says what is in an archive, ``embedded`` and ``postgres`` copy their database, ``backup`` writes,
``restore`` reads. What the archive says is not trusted: names, sizes and hashes are checked before anything
of the installation is touched.
"""
