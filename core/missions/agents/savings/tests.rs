//! The agent over small lives: what it finds, what it leaves alone, and what it learns.
