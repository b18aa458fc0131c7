"""Voices: which language has one, and text as sound. Synthetic speech comes from eSpeak NG, a program in a process of
its own; recordings by native speakers replace it phrase by phrase. Gets plain values and returns WAV bytes; knows no
tables and no requests. Imports only rules; app builds the one `Speaker`, web hands it to the faces.
"""
