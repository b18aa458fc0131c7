#!/bin/sh
# A copy of the SQLite database while the server runs, and only the newest ones are kept.
#
#   lotse-backup.sh /opt/lotse/instance/lotse.db /var/backups/lotse 14
#
# Copies hold what the database holds (docs/data-protection.md): keep them as long as you keep that, no longer.
set -eu

database=${1:?the database file}
folder=${2:?the folder for the copies}
keep=${3:-14}
python=${PYTHON:-python3}

umask 077
mkdir -p "$folder"
copy="$folder/lotse-$(date -u +%Y%m%d-%H%M%S).db"
"$python" - "$database" "$copy" <<'PYTHON'
import pathlib, sqlite3, sys

source = sqlite3.connect(f"{pathlib.Path(sys.argv[1]).absolute().as_uri()}?mode=rw", uri=True)
copy = sqlite3.connect(sys.argv[2])
source.backup(copy)
answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
copy.close()
if answer != "ok":
    sys.exit(f"the copy is damaged: {answer}")
PYTHON
ls -1 "$folder"/lotse-*.db | sort -r | tail -n "+$((keep + 1))" | xargs -r rm -f --
echo "$copy"
