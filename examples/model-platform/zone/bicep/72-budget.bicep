// A budget of the subscription, which tells somebody before it is spent.
targetScope = 'subscription'

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  scope: resourceGroup('rg-model-platform-prod-ops')
  name: 'ag-model-platform-prod'
}

// APP-17: cost is seen before it is spent.
resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'budget-model-platform-prod'
  properties: {
    category: 'Cost'
    amount: 30000
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-12-01T00:00:00Z'
    }
    notifications: {
      actual50: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        contactEmails: [
          'model-platform@contoso.example'
        ]
        contactGroups: [
          actionGroup.id
        ]
        threshold: 50
        thresholdType: 'Actual'
      }
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        contactEmails: [
          'model-platform@contoso.example'
        ]
        contactGroups: [
          actionGroup.id
        ]
        threshold: 80
        thresholdType: 'Actual'
      }
      actual100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        contactEmails: [
          'model-platform@contoso.example'
        ]
        contactGroups: [
          actionGroup.id
        ]
        threshold: 100
        thresholdType: 'Actual'
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        contactEmails: [
          'model-platform@contoso.example'
        ]
        contactGroups: [
          actionGroup.id
        ]
        threshold: 100
        thresholdType: 'Forecasted'
      }
    }
  }
}
