"""Wires to the floor: machines over OPC UA, scanners over serial lines."""
