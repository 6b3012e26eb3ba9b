package main

import (
	"fmt"
	"strings"

	"github.com/skydive-project/skydive/graffiti/graph"
	"github.com/skydive-project/skydive/graffiti/graph/traversal"
)

type said struct {
	Kind string `json:"kind"`
	// Ids of nodes or edges, ids of the nodes and then of the edges of a graph, values, or one number.
	Values []interface{} `json:"values"`
	Error  string        `json:"error,omitempty"`
}

func answer(w *world, query string) (result said) {
	defer func() {
		if problem := recover(); problem != nil {
			result = failed(fmt.Errorf("panic: %v", problem))
		}
	}()
	g, err := w.build()
	if err != nil {
		return failed(err)
	}
	sequence, err := traversal.NewGremlinTraversalParser().Parse(strings.NewReader(query))
	if err != nil {
		return failed(err)
	}
	last, err := sequence.Exec(g, false)
	if err != nil {
		return failed(err)
	}
	return show(last)
}

func failed(err error) said {
	return said{Kind: "error", Error: err.Error(), Values: []interface{}{}}
}

func show(last traversal.GraphTraversalStep) said {
	values := []interface{}{}
	switch step := last.(type) {
	case *traversal.GraphTraversal:
		for _, node := range step.Graph.GetNodes(nil) {
			values = append(values, node.ID)
		}
		for _, edge := range step.Graph.GetEdges(nil) {
			values = append(values, edge.ID)
		}
		return said{Kind: "graph", Values: values}
	case *traversal.GraphTraversalV:
		for _, node := range step.GetNodes() {
			values = append(values, node.ID)
		}
		return said{Kind: "nodes", Values: values}
	case *traversal.GraphTraversalE:
		for _, edge := range step.Values() {
			values = append(values, edge.(*graph.Edge).ID)
		}
		return said{Kind: "edges", Values: values}
	case *traversal.GraphTraversalShortestPath:
		for _, path := range step.Values() {
			ids := []interface{}{}
			for _, node := range path.([]*graph.Node) {
				ids = append(ids, node.ID)
			}
			values = append(values, ids)
		}
		return said{Kind: "paths", Values: values}
	}
	values = append(values, last.Values()...)
	return said{Kind: "values", Values: values}
}
