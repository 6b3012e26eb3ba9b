package main

import (
	"fmt"

	"github.com/mattfenwick/cyclonus/pkg/connectivity/probe"
	"github.com/mattfenwick/cyclonus/pkg/generator"
	networkingv1 "k8s.io/api/networking/v1"
)

// world is what the steps of a test case change.
type world struct {
	resources *probe.Resources
	policies  []*networkingv1.NetworkPolicy
}

func (w *world) take(action *generator.Action) {
	switch {
	case action.CreatePolicy != nil:
		w.policies = append(w.policies[:len(w.policies):len(w.policies)], action.CreatePolicy.Policy)
	case action.UpdatePolicy != nil:
		policy := action.UpdatePolicy.Policy
		w.drop(policy.Namespace, policy.Name)
		w.policies = append(w.policies, policy)
	case action.DeletePolicy != nil:
		w.drop(action.DeletePolicy.Namespace, action.DeletePolicy.Name)
	case action.CreateNamespace != nil:
		w.keep(w.resources.CreateNamespace(action.CreateNamespace.Namespace, action.CreateNamespace.Labels))
	case action.SetNamespaceLabels != nil:
		w.keep(w.resources.UpdateNamespaceLabels(action.SetNamespaceLabels.Namespace, action.SetNamespaceLabels.Labels))
	case action.DeleteNamespace != nil:
		w.keep(w.resources.DeleteNamespace(action.DeleteNamespace.Namespace))
	case action.CreatePod != nil:
		w.keep(w.resources.CreatePod(action.CreatePod.Namespace, action.CreatePod.Pod, action.CreatePod.Labels))
	case action.SetPodLabels != nil:
		w.keep(w.resources.SetPodLabels(action.SetPodLabels.Namespace, action.SetPodLabels.Pod, action.SetPodLabels.Labels))
	case action.DeletePod != nil:
		w.keep(w.resources.DeletePod(action.DeletePod.Namespace, action.DeletePod.Pod))
	default:
		panic(fmt.Sprintf("an action of an unknown sort: %+v", action))
	}
}

func (w *world) keep(resources *probe.Resources, err error) {
	must(err)
	w.resources = resources
}

func (w *world) drop(namespace, name string) {
	var kept []*networkingv1.NetworkPolicy
	for _, policy := range w.policies {
		if policy.Namespace != namespace || policy.Name != name {
			kept = append(kept, policy)
		}
	}
	w.policies = kept
}
