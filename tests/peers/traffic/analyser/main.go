// The other analyser of the comparison: Cyclonus, asked through its packages, and the example policies that it ships.
//
//	analyser sets    writes one set of objects a line
//	analyser judge   reads one question a line, writes one answer a line
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetLevel(logrus.ErrorLevel)
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "analyser:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	buffered := bufio.NewWriter(out)
	defer buffered.Flush()
	lines := json.NewEncoder(buffered)
	switch {
	case len(args) == 1 && args[0] == "sets":
		for _, each := range allSets() {
			if err := lines.Encode(each); err != nil {
				return err
			}
		}
		return nil
	case len(args) == 1 && args[0] == "judge":
		return judgeAll(json.NewDecoder(bufio.NewReaderSize(in, 1<<20)), lines)
	default:
		return fmt.Errorf("say sets or judge")
	}
}
