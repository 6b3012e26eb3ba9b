package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"github.com/mattfenwick/cyclonus/pkg/connectivity/probe"
	"github.com/mattfenwick/cyclonus/pkg/generator"
	"github.com/mattfenwick/cyclonus/pkg/kube"
	"github.com/mattfenwick/cyclonus/pkg/kube/netpol"
	"github.com/mattfenwick/cyclonus/pkg/recipes"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// set is a state of a cluster. Where it has no pods, the reader makes some that fit the policies.
type set struct {
	Source   string                        `json:"source"`
	Name     string                        `json:"name"`
	Spaces   []*corev1.Namespace           `json:"spaces,omitempty"`
	Pods     []*corev1.Pod                 `json:"pods,omitempty"`
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
}

func allSets() []set {
	all := generated()
	for i, recipe := range recipes.AllRecipes {
		name := fmt.Sprintf("recipe %d", i+1)
		all = append(all, stateOf("Cyclonus, recipes", name, recipe.Resources, recipe.Policies()))
	}
	for i, policy := range netpol.AllExamples {
		name := fmt.Sprintf("example %d, %s", i+1, policy.Name)
		all = append(all, set{Source: "Cyclonus, examples", Name: name, Policies: []*networkingv1.NetworkPolicy{policy}})
	}
	all = append(all, set{Source: "Cyclonus, examples", Name: "all examples together", Policies: unlike(netpol.AllExamples)})
	return append(all, fromFiles()...)
}

// generated has the state after each step of each test case, without and with the policy that lets DNS through.
func generated() []set {
	var all []set
	for _, dns := range []bool{false, true} {
		cases := generator.NewTestCaseGenerator(dns, "10.1.2.2", []string{"x", "y", "z"}, nil, nil).GenerateAllTestCases()
		for i, each := range cases {
			world := world{resources: defaultResources()}
			for at, step := range each.Steps {
				for _, action := range step.Actions {
					world.take(action)
				}
				name := fmt.Sprintf("case %d step %d, DNS %t: %s", i+1, at+1, dns, each.Description)
				all = append(all, stateOf("Cyclonus, generated test cases", name, world.resources, world.policies))
			}
		}
	}
	return all
}

func defaultResources() *probe.Resources {
	made := &probe.Resources{Namespaces: map[string]map[string]string{}}
	protocols := []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP}
	for _, space := range []string{"x", "y", "z"} {
		made.Namespaces[space] = map[string]string{"ns": space}
		for _, pod := range []string{"a", "b", "c"} {
			made.Pods = append(made.Pods, probe.NewDefaultPod(space, pod, []int{80, 81}, protocols, false, "example"))
		}
	}
	return made
}

// fromFiles reads the policies of the module's own folder.
func fromFiles() []set {
	found, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mattfenwick/cyclonus").Output()
	must(err)
	root := filepath.Join(strings.TrimSpace(string(found)), "networkpolicies")
	var all []set
	must(fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		policies, err := kube.ReadNetworkPoliciesFromPath(filepath.Join(root, path))
		must(err)
		all = append(all, set{Source: "Cyclonus, policy files", Name: path, Policies: unlike(policies)})
		return nil
	}))
	return all
}

// unlike gives policies names of their own, where a cluster could not hold them together.
func unlike(policies []*networkingv1.NetworkPolicy) []*networkingv1.NetworkPolicy {
	var all []*networkingv1.NetworkPolicy
	for i, policy := range policies {
		copied := policy.DeepCopy()
		copied.Name = fmt.Sprintf("%s-%d", policy.Name, i)
		all = append(all, copied)
	}
	return all
}

// stateOf gives pods the addresses that the generator's IP blocks are about.
func stateOf(source, name string, from *probe.Resources, policies []*networkingv1.NetworkPolicy) set {
	made := set{Source: source, Name: name, Policies: policies}
	var spaces []string
	for space := range from.Namespaces {
		spaces = append(spaces, space)
	}
	sort.Strings(spaces)
	for _, space := range spaces {
		made.Spaces = append(made.Spaces, &corev1.Namespace{
			ObjectMeta: metav1.ObjectMeta{Name: space, Labels: from.Namespaces[space]},
		})
	}
	count := map[string]int{}
	for _, each := range from.Pods {
		pod := each.KubePod()
		pod.Status.PodIP = fmt.Sprintf("10.1.%d.%d", sort.SearchStrings(spaces, each.Namespace), count[each.Namespace])
		count[each.Namespace]++
		made.Pods = append(made.Pods, pod)
	}
	return made
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
