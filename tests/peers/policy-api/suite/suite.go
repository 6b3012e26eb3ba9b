// Package suite names what is built: the conformance suite of the network-policy-api project.
package suite

import _ "sigs.k8s.io/network-policy-api/conformance/tests"
