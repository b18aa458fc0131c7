"""Paper: slips as PDF and image, QR codes, printers. Gets plain values and returns bytes; knows no tables and
no requests. Imports only i18n and rules; service_point uses it.
"""
