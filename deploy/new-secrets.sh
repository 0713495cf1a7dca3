#!/bin/sh
# Prints a new secret for each that docker-compose.yml asks for: sh deploy/new-secrets.sh > .env
set -eu
cd "$(dirname "$0")/.."
grep -oE '\$\{[A-Z_]+:\?' docker-compose.yml | tr -cd 'A-Z_\n' | sort -u | while read -r name; do
  echo "$name=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
done
