"""The check before sending on the mail server: a milter that lets mail pass whatever happens."""
