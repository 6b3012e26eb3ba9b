package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// end is a pod, or a bare address where it has no namespace.
type end struct {
	Namespace   string            `json:"namespace"`
	Labels      map[string]string `json:"labels"`
	SpaceLabels map[string]string `json:"spaceLabels"`
	IP          string            `json:"ip"`
	// PortNames has the names that its containers give to ports, by "80/TCP".
	PortNames map[string]string `json:"portNames"`
}

type port struct {
	Protocol corev1.Protocol `json:"protocol"`
	Port     int             `json:"port"`
}

type question struct {
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
	Ends     []end                         `json:"ends"`
	Ports    []port                        `json:"ports"`
}

// answer has one digit for each sender, receiver and port, in this order: 1 where the receiver takes it, plus 2 where the
// sender lets it out.
type answer struct {
	Verdicts string `json:"verdicts"`
	Error    string `json:"error,omitempty"`
}

func judgeAll(in *json.Decoder, out *json.Encoder) error {
	for {
		var asked question
		if err := in.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := out.Encode(judge(asked)); err != nil {
			return err
		}
	}
}

// judge turns a panic, which is how Cyclonus refuses a policy, into an error.
func judge(asked question) (result answer) {
	defer func() {
		if cause := recover(); cause != nil {
			result = answer{Error: fmt.Sprint(cause)}
		}
	}()
	policies := matcher.BuildNetworkPolicies(true, asked.Policies)
	digits := make([]byte, 0, len(asked.Ends)*len(asked.Ends)*len(asked.Ports))
	for _, from := range asked.Ends {
		for _, to := range asked.Ends {
			for _, at := range asked.Ports {
				digits = append(digits, verdict(policies, from, to, at))
			}
		}
	}
	return answer{Verdicts: string(digits)}
}

func verdict(policies *matcher.Policy, from end, to end, at port) byte {
	result := policies.IsTrafficAllowed(&matcher.Traffic{
		Source:           peer(from),
		Destination:      peer(to),
		ResolvedPort:     at.Port,
		ResolvedPortName: to.PortNames[fmt.Sprintf("%d/%s", at.Port, at.Protocol)],
		Protocol:         at.Protocol,
	})
	digit := byte('0')
	if result.Ingress.IsAllowed() {
		digit++
	}
	if result.Egress.IsAllowed() {
		digit += 2
	}
	return digit
}

func peer(of end) *matcher.TrafficPeer {
	if of.Namespace == "" {
		return &matcher.TrafficPeer{IP: of.IP}
	}
	return &matcher.TrafficPeer{IP: of.IP, Internal: &matcher.InternalPeer{
		PodLabels:       of.Labels,
		NamespaceLabels: of.SpaceLabels,
		Namespace:       of.Namespace,
	}}
}
