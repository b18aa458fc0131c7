"""What a service point can DO: one file per family of verbs (issuing, calling, serving, …).

Each use case is load → ask the rules → conditional update → record → commit. Faces, web and app may import it.
"""
