#!/bin/sh
# Reviews what a branch changes in the plans under .tasks/, on any host that runs a shell:
#
#   sh .orchestrator/ci/review.sh [base [head]]
#
# Prints the report as Markdown (ORC_FORMAT: text, markdown, json or github) and exits with 1 when the branch brings an
# error. Needs the whole history, Node and npx. For a branch of somebody whom you do not trust, run the copy of this
# file that is on your own branch. The program starts in an empty folder, so that no settings of the repository play a
# part in where it comes from.
set -eu

base=${1:-${CI_MERGE_REQUEST_DIFF_BASE_SHA:-origin/HEAD}}
head=${2:-HEAD}
root=$(git rev-parse --show-toplevel)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npx --yes --package=git-orchestrator@{{version}} orc -C "$root" review "$base...$head" --format "${ORC_FORMAT:-markdown}"
