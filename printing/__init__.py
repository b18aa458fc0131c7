"""Paper: slips as PDF and image, QR codes, ESC/POS and the line to a printer. Gets plain values and returns bytes;
knows no tables and no requests. Imports only i18n and rules; service_point and app use it.
"""
