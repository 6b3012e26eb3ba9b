/**
 * TinkerGraph on the benchmark's graph: reads the graph from the file that is its argument and queries from standard input,
 * one JSON object a line, and answers each with its result and its median times in milliseconds.
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinAntlrToJava;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinQueryParser;
import org.apache.tinkerpop.gremlin.process.traversal.Traversal;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;
import org.apache.tinkerpop.shaded.jackson.databind.JsonNode;
import org.apache.tinkerpop.shaded.jackson.databind.ObjectMapper;

class TinkerGraphPeer {
  static final ObjectMapper json = new ObjectMapper();

  public static void main(String[] args) throws IOException {
    GraphTraversalSource g = load(Path.of(args[0])).traversal();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      if (line.isBlank()) continue;
      JsonNode ask = json.readTree(line);
      String query = ask.get("query").asText();
      int runs = ask.get("runs").asInt();
      long warmUp = ask.get("warmUp").asLong();
      Map<String, Object> answer = new HashMap<>();
      answer.put("name", ask.get("name").asText());
      answer.put("rows", rows(compile(g, query).toList()));
      answer.put("whole", median(() -> compile(g, query).toList(), runs, warmUp));
      answer.put("compile", median(() -> compile(g, query), runs, warmUp));
      System.out.println(json.writeValueAsString(answer));
    }
  }

  static TinkerGraph load(Path file) throws IOException {
    TinkerGraph graph = TinkerGraph.open();
    graph.createIndex("Name", Vertex.class);
    Map<String, Vertex> byId = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line; (line = lines.readLine()) != null; ) {
        JsonNode one = json.readTree(line);
        String type = one.path("Type").asText();
        if (one.has("node")) {
          String id = one.get("node").asText();
          byId.put(id, graph.addVertex(T.id, id, T.label, type, "Type", type, "Name", one.get("Name").asText()));
        } else {
          Vertex to = byId.get(one.get("to").asText());
          byId.get(one.get("from").asText()).addEdge(one.get("type").asText(), to, T.id, one.get("edge").asText());
        }
      }
    }
    return graph;
  }

  /** Text to a traversal that is ready to run: the grammar's parser, then the strategies. */
  static Traversal.Admin<?, ?> compile(GraphTraversalSource g, String query) {
    Traversal.Admin<?, ?> traversal =
        ((Traversal<?, ?>) GremlinQueryParser.parse(query, new GremlinAntlrToJava(g))).asAdmin();
    traversal.applyStrategies();
    return traversal;
  }

  static List<String> rows(List<?> values) {
    List<String> rows = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Element element) rows.add(element.id().toString());
      else if (value instanceof Map<?, ?> map) map.forEach((key, count) -> rows.add(key + "=" + count));
      else rows.add(String.valueOf(value));
    }
    rows.sort(null);
    return rows;
  }

  /** In milliseconds; runs without timing first, for at least `warmUp` milliseconds and 20 runs. */
  static double median(Runnable work, int runs, long warmUp) {
    long end = System.nanoTime() + warmUp * 1_000_000;
    for (int i = 0; i < 20 || System.nanoTime() < end; i++) work.run();
    long[] samples = new long[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      samples[i] = System.nanoTime() - start;
    }
    Arrays.sort(samples);
    return samples[runs / 2] / 1e6;
  }
}
