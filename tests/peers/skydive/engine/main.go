// The judge of the comparison: Skydive's own parser and engine, on a graph in memory.
//
//	engine    reads {"graph", "query"} a line, writes an answer a line
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		os.Exit(1)
	}
}

// A graph stands for the questions after it, too, until another one comes.
type question struct {
	Graph *world `json:"graph"`
	Query string `json:"query"`
}

func run(in io.Reader, out io.Writer) error {
	buffered := bufio.NewWriter(out)
	defer buffered.Flush()
	questions, answers := json.NewDecoder(bufio.NewReaderSize(in, 1<<20)), json.NewEncoder(buffered)
	var current *world
	for {
		var asked question
		if err := questions.Decode(&asked); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if asked.Graph != nil {
			current = asked.Graph
		}
		if err := answers.Encode(answer(current, asked.Query)); err != nil {
			return err
		}
	}
}
