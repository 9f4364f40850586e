export const SERVICE = 'Microsoft.ApiManagement/service'
export const API = '2024-05-01'
