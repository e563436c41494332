"""What a coach would say of a session: values in, frozen values out, and nothing is read or kept here.

It rests on what was really measured (`measured`), never on estimates, and says which.
"""
