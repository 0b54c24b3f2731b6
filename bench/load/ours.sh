#!/bin/bash
# Measures the built product with the peers' harness: ours.sh sqlite|pg|pg2 HARNESS. Called by `cargo x bench load`.
# BENCH_WORK is the folder that may be written; OUT takes the results. pg2 is two processes on one PostgreSQL: the
# second stands beside the one that is measured.
set -euo pipefail
WHAT=$1 HARNESS=$2 HERE=$(cd "$(dirname "$0")" && pwd) ROOT=$(cd "$(dirname "$0")/../.." && pwd)
: "${BENCH_WORK:?}" "${OUT:=$BENCH_WORK/results.jsonl}" "${PORT:=8490}" "${PG_PORT:=55433}" "${PGBIN:=/usr/lib/postgresql/15/bin}"
LOADER=${LOADER:-$BENCH_WORK/target/release/loader}
(cd "$ROOT" && cargo build --quiet --release --package kaocheng)
BINARY=$ROOT/target/release/kaocheng DATA=$BENCH_WORK/ours-$WHAT PG=$BENCH_WORK/ours-pg
rm -rf "$DATA"; mkdir -p "$DATA"
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
stop_pg() { [ ! -d "$PG/data" ] || as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -m fast stop >/dev/null 2>&1 || true; rm -rf "$PG"; }
WHERE=(--data "$DATA/data") DB=()
if [ "$WHAT" != sqlite ]; then
  stop_pg; mkdir -p "$PG"; [ "$(id -u)" != 0 ] || chown postgres: "$PG"
  trap stop_pg EXIT
  as_postgres "$PGBIN/initdb" -D "$PG/data" -U app -A trust -E UTF8 --locale=C >/dev/null
  # fsync and synchronous_commit stay on: what is acknowledged is on disk.
  as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -w -l "$PG/log" -o "-p $PG_PORT -k $PG -c listen_addresses=127.0.0.1" start >/dev/null
  as_postgres "$PGBIN/createdb" -h 127.0.0.1 -p "$PG_PORT" -U app kaocheng
  WHERE=(--database "postgres://app@127.0.0.1:$PG_PORT/kaocheng") DB=(--db-pidfile "$PG/data/postmaster.pid")
fi
PASSWORD=$("$BINARY" bench-fill "${WHERE[@]}" --months "${MONTHS:-12}")
printf '{"PASSWORD": "%s"}' "$PASSWORD" > "$DATA/vars.json"
MONTHS=${MONTHS:-12} python3 "$HARNESS/fill.py" expect > "$DATA/expect.json"
SECOND=
if [ "$WHAT" = pg2 ]; then
  "$BINARY" serve "${WHERE[@]}" --port $((PORT + 1)) > "$DATA/second.log" 2>&1 & SECOND=$!
  trap 'kill $SECOND 2>/dev/null || true; stop_pg' EXIT
fi
python3 "$HARNESS/measure.py" --spec "$HERE/ours.json" --name "ours-$WHAT" --port "$PORT" --vars "$DATA/vars.json" \
  --start "exec $BINARY serve ${WHERE[*]} --port $PORT" --cwd "$DATA" --log "$DATA/log" --expect "$DATA/expect.json" \
  "${DB[@]}" --loader "$LOADER" --out "$OUT" ${MEASURE_ARGS:-}
