"""Looks after the installation: what is there, what is missing, and proof that nothing leaves the machine."""

from msgcheck.doctor.check import Check
from msgcheck.doctor.examination import examine, prove_offline

__all__ = ["Check", "examine", "prove_offline"]
