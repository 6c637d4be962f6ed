# The maintainer scripts of `countersign` know what lies in the sources: the newest form of the counter's queue, and how a
# computer's counters are asked (countersign.states). Included by rules, and by the test that builds packages of nothing else.
newest_schema := $(shell ls resources/db/counter | sed -n 's/^0*\([1-9][0-9]*\)_.*\.sql$$/\1/p' | sort -n | tail -n 1)

override_dh_installdeb:
	test -n "$(newest_schema)"
	dh_installdeb -DNEWEST_SCHEMA=$(newest_schema) -DSTATES="$$(cat debian/countersign.states)"
