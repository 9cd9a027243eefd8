#!/usr/bin/env bash
# Fetches the JSON Schema Test Suite and the YAML test suite, out of packages that carry them whole, into a folder
# (default: target/conformance). Does nothing for a suite that is already there. Needs cargo, and Python with pip.
#
#   json-schema/  tests/draft…/*.json and remotes/, from the source package of the Python library jsonschema
#   yaml/         one file for each case, in the suite's own notation, from the crate saphyr-parser
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
into=${1:-$root/target/conformance}
mkdir -p "$into"
into=$(cd "$into" && pwd)
work=$into/.fetch
trap 'rm -rf "$work"' EXIT

# The suite of 2025-10-14 (commit bf65ef20).
json_schema=jsonschema==4.26.0
json_schema_sha256=0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326
# The suite's release of 2022-01-17, the last one.
yaml=saphyr-parser=0.0.4
yaml_sha256=78532e43838eb1c777c32f361590b21f1de440feb9a7bb6c3d7a5f60fdc2705f

# Whether a suite is there, in the version that is pinned.
present() { [ "$(cat "$into/$1/.package" 2>/dev/null)" = "$2" ]; }

# Puts an unpacked suite in its place, whole or not at all.
place() {
    printf '%s\n' "$2" >"$work/$1/.package"
    rm -rf "${into:?}/$1"
    mv "$work/$1" "$into/$1"
}

if present json-schema "$json_schema"; then
    echo "json-schema: $json_schema is there"
else
    rm -rf "$work" && mkdir -p "$work/json-schema"
    # pip checks the sum before it looks inside.
    echo "$json_schema --hash=sha256:$json_schema_sha256" >"$work/requirements.txt"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary jsonschema \
        --require-hashes --requirement "$work/requirements.txt" --dest "$work"
    tar -xzf "$work"/jsonschema-*.tar.gz -C "$work/json-schema" --strip-components=2 --wildcards \
        '*/json/LICENSE' '*/json/remotes' '*/json/tests'
    place json-schema "$json_schema"
    echo "json-schema: fetched $json_schema"
fi

if present yaml "$yaml"; then
    echo "yaml: $yaml is there"
else
    rm -rf "$work" && mkdir -p "$work/src" "$work/yaml"
    touch "$work/src/lib.rs"
    cat >"$work/Cargo.toml" <<TOML
[workspace]
[package]
name = "fetch"
version = "0.0.0"
edition = "2021"
[dependencies]
${yaml%%=*} = "=${yaml#*=}"
TOML
    (cd "$work" && cargo vendor --quiet --versioned-dirs packages >/dev/null)
    suite=$(echo "$work"/packages/saphyr-parser-*/tests/yaml-test-suite)
    # The sum is of the suite itself, its files one after the other, for cargo keeps no archive at a known place.
    if ! (cd "$suite/src" && LC_ALL=C && cat ./*.yaml) | sha256sum --check --quiet <(echo "$yaml_sha256  -"); then
        echo "yaml: $yaml is not what was expected" >&2
        exit 1
    fi
    mv "$suite"/src/*.yaml "$suite/License" "$work/yaml"
    place yaml "$yaml"
    echo "yaml: fetched $yaml"
fi
