@StepClassMap @GraphComputerOnly
Feature: Tags of a feature

  Scenario: in_a_graph_computer
    Given the modern graph
    And the traversal of
      """
      g.V().peerPressure()
      """
    When iterated to list
    Then the result should have a count of 6
