"""`python -m msgcheck` is the same as `msgcheck`."""

from msgcheck.cli.main import main

if __name__ == "__main__":
    main()
