#!/bin/bash
# Measures the built product with the peers' harness: ours.sh sqlite|pg|pg2 HARNESS. Called by `cargo x bench load`.
# BENCH_WORK is the folder that may be written; OUT takes the results. With pg2 two processes share one PostgreSQL: the
# hundred savers are divided between them, and the single requests go to the first while the second stands beside it.
# The audit is proved at the end: every save has its line, every fact its digest.
set -euo pipefail
WHAT=$1 HARNESS=$2 HERE=$(cd "$(dirname "$0")" && pwd) ROOT=$(cd "$(dirname "$0")/../.." && pwd)
: "${BENCH_WORK:?}" "${OUT:=$BENCH_WORK/results.jsonl}" "${PORT:=8490}" "${PG_PORT:=55433}" "${PGBIN:=/usr/lib/postgresql/15/bin}" "${BURST:=20}"
LOADER=${LOADER:-$BENCH_WORK/target/release/loader}
BINARY=${KAOCHENG_BIN:-$ROOT/target/release/kaocheng} DATA=$BENCH_WORK/ours-$WHAT PG=$BENCH_WORK/ours-pg
OPS=unit_month,month_page,sum_by_unit,entry_page,rank_page,save
rm -rf "$DATA"; mkdir -p "$DATA"
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd /; setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi; }
STARTED=()
finish() {
  for pid in "${STARTED[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ ! -d "$PG/data" ] || as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -m fast stop >/dev/null 2>&1 || true
  rm -rf "$PG" "$DATA/data"
}
trap finish EXIT
WHERE=(--data "$DATA/data") DB=()
if [ "$WHAT" != sqlite ]; then
  rm -rf "$PG"; mkdir -p "$PG"; [ "$(id -u)" != 0 ] || chown postgres: "$PG"
  as_postgres "$PGBIN/initdb" -D "$PG/data" -U app -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
  # Stock settings but for the port and the loopback: fsync and synchronous_commit stay on.
  as_postgres "$PGBIN/pg_ctl" -D "$PG/data" -w -l "$PG/log" -o "-p $PG_PORT -k /tmp -c listen_addresses=127.0.0.1" start >/dev/null
  as_postgres "$PGBIN/createdb" -h 127.0.0.1 -p "$PG_PORT" -U app kaocheng
  WHERE=(--database "postgres://app@127.0.0.1:$PG_PORT/kaocheng") DB=(--db-pidfile "$PG/data/postmaster.pid")
fi
PASSWORD=$("$BINARY" bench-fill "${WHERE[@]}" --months "${MONTHS:-12}"); export PASSWORD
printf '{"PASSWORD": "%s"}' "$PASSWORD" > "$DATA/vars.json"
MONTHS=${MONTHS:-12} python3 "$HARNESS/fill.py" expect > "$DATA/expect.json"
# Only months that were filled are asked for.
python3 -c 'import json, sys; spec = json.load(open(sys.argv[1])); del spec["shape"]["months"][int(sys.argv[2]):]; json.dump(spec, open(sys.argv[3], "w"), ensure_ascii=False)' "$HERE/ours.json" "${MONTHS:-12}" "$DATA/spec.json"
measure() {
  python3 "$HARNESS/measure.py" --spec "$DATA/spec.json" --name "ours-$WHAT" --vars "$DATA/vars.json" --cwd "$DATA" --log "$DATA/log" \
    --ops "$OPS" --expect "$DATA/expect.json" "${DB[@]}" --loader "$LOADER" --out "$OUT" ${MEASURE_ARGS:-} --burst "$BURST" "$@"
}
wait_for() { for _ in $(seq 200); do curl -sf -m 2 "http://127.0.0.1:$1/ready" >/dev/null && return; sleep .05; done; echo "no answer on $1"; exit 1; }
if [ "$WHAT" = pg2 ]; then
  for port in "$PORT" $((PORT + 1)); do
    "$BINARY" serve "${WHERE[@]}" --port "$port" >> "$DATA/log" 2>&1 & STARTED+=($!)
    wait_for "$port"
  done
  BURST=0 measure --port "$PORT" --pid "${STARTED[@]}"
  python3 "$HERE/two.py" "$DATA/spec.json" "$LOADER" "$OUT" "${BURST_PG2:-20}" "$PORT" $((PORT + 1))
  for pid in "${STARTED[@]}"; do grep VmHWM "/proc/$pid/status"; kill "$pid"; wait "$pid" || true; done
  STARTED=()
else
  measure --port "$PORT" --start "exec $BINARY serve ${WHERE[*]} --port $PORT"
fi
"$BINARY" audit verify "${WHERE[@]}"
