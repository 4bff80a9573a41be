"""What if: two people together or apart, more people or fewer, and what each of these costs.

Why, and how it is certified: docs/decisions/0026-what-if.md.
"""
