"""What the faces share: base templates, guards, error pages, headers, and the kit of browser modules in
`static/`. Imports service_point and the floors below; the faces and app import it.
"""
