package main

import (
	"encoding/json"
	"sort"

	"github.com/skydive-project/skydive/common"
	"github.com/skydive-project/skydive/graffiti/graph"
)

type element struct {
	ID       string          `json:"id"`
	From     string          `json:"from"`
	To       string          `json:"to"`
	Metadata json.RawMessage `json:"metadata"`
}

type world struct {
	Nodes []element `json:"nodes"`
	Edges []element `json:"edges"`
}

// ordered is Skydive's backend in memory, but what it lists comes in the order in which it was added: its own order is that
// of a map, another one each time, so that no limit could be compared. At a node, outgoing edges come first.
type ordered struct {
	*graph.MemoryBackend
	place map[graph.Identifier]int
}

func (o *ordered) GetNodes(at graph.Context, matcher graph.ElementMatcher) []*graph.Node {
	nodes := o.MemoryBackend.GetNodes(at, matcher)
	sort.Slice(nodes, func(i, j int) bool { return o.place[nodes[i].ID] < o.place[nodes[j].ID] })
	return nodes
}

func (o *ordered) GetEdges(at graph.Context, matcher graph.ElementMatcher) []*graph.Edge {
	edges := o.MemoryBackend.GetEdges(at, matcher)
	sort.Slice(edges, func(i, j int) bool { return o.place[edges[i].ID] < o.place[edges[j].ID] })
	return edges
}

func (o *ordered) GetNodeEdges(node *graph.Node, at graph.Context, matcher graph.ElementMatcher) []*graph.Edge {
	edges := o.MemoryBackend.GetNodeEdges(node, at, matcher)
	sort.Slice(edges, func(i, j int) bool {
		if out := edges[i].Parent == node.ID; out != (edges[j].Parent == node.ID) {
			return out
		}
		return o.place[edges[i].ID] < o.place[edges[j].ID]
	})
	return edges
}

// build makes the graph anew for each query, through Skydive's own reading of JSON, which decides what a number becomes.
func (w *world) build() (*graph.Graph, error) {
	memory, err := graph.NewMemoryBackend()
	if err != nil {
		return nil, err
	}
	backend := &ordered{memory, map[graph.Identifier]int{}}
	g := graph.NewGraph("host", backend, common.UnknownService)
	for _, each := range w.Nodes {
		var node graph.Node
		if err := reread(each, &node); err != nil {
			return nil, err
		}
		backend.place[node.ID] = len(backend.place)
		if err := g.AddNode(&node); err != nil {
			return nil, err
		}
	}
	for _, each := range w.Edges {
		var edge graph.Edge
		if err := reread(each, &edge); err != nil {
			return nil, err
		}
		backend.place[edge.ID] = len(backend.place)
		if err := g.AddEdge(&edge); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func reread(each element, into json.Unmarshaler) error {
	written := map[string]interface{}{"ID": each.ID, "Host": "host", "Revision": 1}
	if each.Metadata != nil {
		written["Metadata"] = each.Metadata
	}
	if each.From != "" {
		written["Parent"], written["Child"] = each.From, each.To
	}
	text, err := json.Marshal(written)
	if err != nil {
		return err
	}
	return into.UnmarshalJSON(text)
}
